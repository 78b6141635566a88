import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import Format from 'typebox/format'
import { Value } from 'typebox/value'

// NUL has no place in PostgreSQL's text, a lone surrogate none in UTF-8
Format.Set('plain-text', (text) => !text.includes('\u0000') && text.isWellFormed())
// biome-ignore lint/suspicious/noControlCharactersInRegex: the answer log parts its fields by such characters, so none may come in with an answer
Format.Set('answer-text', (text) => !/[\u0000-\u0008\u000b-\u001f]/.test(text) && text.isWellFormed())

/** Bodies are taken as they are; addresses carry only text, so numbers in them are read as numbers. */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const compiled = Compile(schema)
  return (value) => {
    if (compiled.Check(value)) return { value }
    const converted = httpPart === 'body' ? value : Value.Convert(schema, value)
    if (httpPart !== 'body' && compiled.Check(converted)) return { value: converted }
    return { error: compiled.Errors(converted) as never }
  }
}
