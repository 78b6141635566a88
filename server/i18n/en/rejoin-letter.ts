/** The way back into a contest, for whoever lost the code. */
export function rejoinLetter({ contest, rejoinCode, link }: { contest: string; rejoinCode: string; link: string }) {
  return {
    subject: `Your new code: ${contest}`,
    text: `Your new code for "${contest}": ${rejoinCode}\nCome back here: ${link}\nThe code before is void. Give this one to nobody.`,
  }
}
