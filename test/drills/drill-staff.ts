import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The session of the administrator whose log-in the service made and kept in its data folder. */
export async function logInAsOwner(origin: string, dataDir: string): Promise<string> {
  const [username, password] = readFileSync(join(dataDir, 'administrator.txt'), 'utf8').split('\n')
  const response = await fetch(`${origin}/api/v1/staff/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hoithi': '1' },
    body: JSON.stringify({ username, password }),
  })
  if (!response.ok) throw new Error(`the log-in that was kept does not work: ${response.status}`)
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}
