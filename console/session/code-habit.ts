const storageKey = 'hoithi.login-code'

/** Whether the last log-in of this browser took a code: then it is asked for at once. Where storage is refused it is asked for when needed. */
export function readCodeHabit(): boolean {
  try {
    return localStorage.getItem(storageKey) === 'yes'
  } catch {
    return false
  }
}

export function storeCodeHabit(isUsed: boolean): void {
  try {
    if (isUsed) localStorage.setItem(storageKey, 'yes')
    else localStorage.removeItem(storageKey)
  } catch {
    return
  }
}
