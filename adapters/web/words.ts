import { label } from '../../src/text/plain.ts'
import { say, type Key, type Values } from '../../src/text/say.ts'

/** The web chat's own sentences as plain words: labels, titles, attributes. */
export const words = (key: Key, values?: Values): string => label(say(key, values))
