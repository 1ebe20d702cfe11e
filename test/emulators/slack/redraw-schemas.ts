// Makes schemas.json anew from the installed types: `npm run schemas`, after an upgrade of Slack's packages.
import { writeFile } from 'node:fs/promises'
import { makeSchemas, written } from './make-schemas.ts'
import { methods } from './methods/all.ts'

const { schemas } = makeSchemas(Object.keys(methods))
await writeFile(new URL('schemas.json', import.meta.url), written(schemas))
