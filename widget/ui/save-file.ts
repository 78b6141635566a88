/** Hands the person a file, without any server in between. */
export function saveFile(content: string, type: 'text/html' | 'application/json' | 'text/plain', name: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
