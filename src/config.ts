import { z } from 'zod'

const port = z.coerce.number<string | number>().pipe(z.int().min(0).max(65_535))

const shape = z.object({
  /** A PostgreSQL server to use; without it the bot keeps one of its own in CAUCUS_FOLDER. */
  DATABASE_URL: z.url().optional(),
  /** The folder of another PostgreSQL's programs, for the server of our own. */
  PG_BIN: z.string().min(1).optional(),
  CAUCUS_FOLDER: z.string().min(1).default('data'),
  /** Loopback unless told otherwise: whoever opens the chat to a network does so on purpose. */
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(8080),
  /** How people reach the chat from outside, for links: `https://caucus.example.org`. */
  PUBLIC_URL: z.url().optional(),
})

export interface Config {
  readonly database: { readonly url: string } | { readonly folder: string; readonly bin?: string }
  readonly folder: string
  readonly host: string
  readonly port: number
  readonly publicUrl: string | undefined
}

/** The environment, checked once. Throws ConfigTrouble with a line for each slip. */
export function configFrom(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const read = shape.safeParse(given)
  if (!read.success)
    throw new ConfigTrouble(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`))
  const { DATABASE_URL: url, PG_BIN: bin, CAUCUS_FOLDER: folder, HOST: host, PORT, PUBLIC_URL: publicUrl } = read.data
  const database = url ? { url } : { folder: `${folder}/postgres`, ...(bin && { bin }) }
  return { database, folder, host, port: PORT, publicUrl }
}

export class ConfigTrouble extends Error {
  override readonly name = 'ConfigTrouble'
  readonly slips: readonly string[]
  constructor(slips: readonly string[]) {
    super(slips.join('; '))
    this.slips = slips
  }
}
