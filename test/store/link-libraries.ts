import { linkLibraries } from '../../src/store/embedded/programs.ts'

// A process of its own, which may be another user's: says in one line what the loader is told.
const [, , pack = '', spare = ''] = process.argv
process.stdout.write(`${JSON.stringify(linkLibraries(pack, spare))}\n`)
