import { openEmbedded, type EmbeddedOptions } from '../../src/store/embedded/open.ts'
import { StoreTrouble } from '../../src/store/trouble.ts'

// A process of its own that opens the embedded database, says so in one line of JSON, and holds it until its input ends.
const [folder, listen, holder] = process.argv.slice(2) as [
  string,
  EmbeddedOptions['listen']?,
  EmbeddedOptions['holder']?,
]
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

const began = performance.now()
try {
  const options = { log: () => undefined, ...(listen && { listen }), ...(holder && { holder }) }
  const server = await openEmbedded(folder, options)
  say({ ready: true, ms: Math.round(performance.now() - began), address: server.address })
  process.stdin.on('end', () => void server.stop()).resume()
} catch (error) {
  if (error instanceof StoreTrouble) say({ code: error.code, details: error.details })
  else say({ failed: String(error) })
}
