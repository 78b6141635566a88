// k6 is a program of its own, not a package: only what the journey uses of it is described here.
declare module 'k6' {
  export function check<Value>(value: Value, checks: Record<string, (value: Value) => boolean>): boolean
  export function fail(reason: string): never
  export function sleep(seconds: number): void
}

declare module 'k6/http' {
  export type Response = { status: number; body: string; json(): unknown }
  type Params = { headers?: Record<string, string>; tags?: Record<string, string> }
  export function get(url: string, params?: Params): Response
  export function post(url: string, body: string, params?: Params): Response
}

declare const __ENV: Record<string, string | undefined>
