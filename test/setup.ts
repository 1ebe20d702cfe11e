import fc from 'fast-check'

// CI judges a change by what it changed, so every run there draws the same cases. Everywhere else each run draws others,
// and FC_SEED repeats one.
const { CI, FC_SEED } = process.env
const seed = FC_SEED ?? (CI === undefined ? undefined : '20261124')
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) })
