/** Short enough for one SMS behind a long title of a contest. */
export function oneTimeCode({ contest, digits, minutes }: { contest: string; digits: string; minutes: number }) {
  return {
    subject: `${digits} is your confirmation code`,
    text: `Confirmation code: ${digits}\nFor ${minutes} minutes, to register for "${contest}". Give it to nobody. If you did not ask for it, ignore this message.`,
  }
}
