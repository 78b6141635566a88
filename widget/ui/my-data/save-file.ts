/** Hands the person a file, without any server in between. */
export function saveFile(content: string, type: 'text/html' | 'application/json'): void {
  const address = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = address
  link.download = type === 'text/html' ? 'du-lieu-cua-toi.html' : 'du-lieu-cua-toi.json'
  link.click()
  URL.revokeObjectURL(address)
}
