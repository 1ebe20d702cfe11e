import type { Emulator } from './emulator.ts'
import type { Upload } from './messages.ts'
import type { Shape } from './shapes.ts'
import type { Json } from './wire.ts'

/** One request, read. */
export interface Call {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: unknown
  readonly files: readonly Upload[]
}

/** Nothing is sent as 204. */
export type Answer = Json | readonly Json[] | undefined

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Under `/api/v10`, with the names of its parts. */
  readonly path: string
  /** What its body must be. Routes without one take none. */
  readonly shape?: Shape
  /** Whoever has the token in the path may call it: no bot token is asked for. */
  readonly open?: true
  readonly status?: number
  run(emulator: Emulator, call: Call): Answer | Promise<Answer>
}

/** A part of the path, or of the query. */
export const part = ({ params }: Call, name: string): string => {
  const value = params[name]
  if (value === undefined) throw new Error(`this route has no ${name}`)
  return value
}
