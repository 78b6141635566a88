/** The way back into a contest, for whoever lost the code. */
export function rejoinLetter({ contest, rejoinCode, link }: { contest: string; rejoinCode: string; link: string }) {
  return {
    subject: `Mã dự thi mới của bạn: ${contest}`,
    text: `Mã dự thi mới của bạn trong "${contest}": ${rejoinCode}\nBấm vào đây để vào lại: ${link}\nMã cũ không còn dùng được. Không đưa mã này cho ai.`,
  }
}
