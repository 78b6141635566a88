// reads /openapi.json and lists it; no other origin, no library
const element = (name, text, className) => {
  const made = document.createElement(name)
  if (text !== undefined) made.textContent = text
  if (className) made.className = className
  return made
}

/** A schema as a person would sketch it. */
function sketch(schema, depth = 0) {
  const indent = '  '.repeat(depth + 1)
  if (!schema) return '—'
  if (schema.anyOf) return schema.anyOf.map((part) => sketch(part, depth)).join(' | ')
  if (schema.allOf) return schema.allOf.map((part) => sketch(part, depth)).join(' & ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.type === 'array') return `[${sketch(schema.items, depth)}]`
  if (schema.type !== 'object') return [schema.format ?? schema.type, schema.description && `— ${schema.description}`].filter(Boolean).join(' ')
  const required = new Set(schema.required ?? [])
  const lines = Object.entries(schema.properties ?? {}).map(
    ([name, part]) => `${indent}${name}${required.has(name) ? '' : '?'}: ${sketch(part, depth + 1)}`,
  )
  return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`
}

function describe(path, method, operation) {
  const details = element('details')
  const summary = element('summary')
  const guards = (operation.security ?? []).flatMap((one) => Object.keys(one))
  const address = element('span', undefined, 'path')
  // a long address breaks between its parts, not inside them
  for (const part of path.split(/(?=\/)/)) address.append(element('span', part, 'part'), element('wbr'))
  summary.append(element('span', method.toUpperCase(), 'method'), address, element('span', guards.join(' / ') || 'public', 'guard'))
  details.append(summary)
  const body = operation.requestBody?.content?.['application/json']?.schema
  if (body) details.append(element('h3', 'body'), element('pre', sketch(body)))
  for (const [status, reply] of Object.entries(operation.responses ?? {})) {
    const schema = reply.content?.['application/json']?.schema
    if (schema) details.append(element('h3', status), element('pre', sketch(schema)))
  }
  return details
}

const api = await (await fetch('/openapi.json')).json()
document.querySelector('#summary').textContent = api.info.description
const byTag = Map.groupBy(
  Object.entries(api.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation }))),
  ({ operation }) => operation.tags?.[0] ?? 'other',
)
document.querySelector('#problem').textContent = sketch(api.components.schemas.Problem)
for (const [tag, operations] of byTag) {
  const section = element('section')
  section.append(element('h2', tag), ...operations.map(({ path, method, operation }) => describe(path, method, operation)))
  document.querySelector('#operations').append(section)
}
