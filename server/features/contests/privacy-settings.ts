/** What an organizer declares about personal data. */
export type PrivacySettings = {
  /** When the purpose of the contest's personal data ends, and which rule says so: they are erased by themselves then. */
  retention?: { eraseAt: string; rule: string }
  /** Why ID numbers are kept readable, and until when; without it nothing but their HMAC is kept. */
  idNumber?: { purpose: string; until: string }
}
