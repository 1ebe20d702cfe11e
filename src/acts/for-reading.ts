import { refuse, type Refusal } from '../domain/refusal.ts'
import type { Standing } from '../store/facts.ts'

/** Why nobody acts here: it is a copy of a record. Undefined where the assembly lives in this database. */
export const forReading = ({ forReading: copied }: Standing): Refusal | undefined =>
  copied ? refuse('assembly/for-reading', {}) : undefined
