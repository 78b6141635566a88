const wanted = ['PATH', 'HOME', 'NODE_COMPILE_CACHE']

/** What a process needs of whoever runs the tests, and nothing of their own configuration. */
export function testerEnvironment(): Record<string, string> {
  return Object.fromEntries(wanted.map((name) => [name, process.env[name]]).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
