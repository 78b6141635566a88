/** Short enough for one SMS behind a long title of a contest. */
export function oneTimeCode({ contest, digits, minutes }: { contest: string; digits: string; minutes: number }) {
  return {
    subject: `${digits} là mã xác nhận của bạn`,
    text: `Mã xác nhận: ${digits}\nDùng trong ${minutes} phút để đăng ký "${contest}". Không đưa mã này cho ai. Nếu bạn không đăng ký, hãy bỏ qua tin này.`,
  }
}
