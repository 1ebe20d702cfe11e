// Counts vitest's JSON reports. `--any-failed FILE` asks whether a report has failures; `--steps N FILE…` prints the sum.
import { existsSync, readFileSync } from 'node:fs'

const [mode, ...rest] = process.argv.slice(2)
const steps = mode === '--steps' ? Number(rest.shift()) : 0

/** A file that failed before its first test counts as one failure. */
function counted(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0 }
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'))
  const of = (tests, status) => tests.filter((test) => test.status === status).length
  const failuresOf = ({ status, assertionResults }) =>
    Math.max(of(assertionResults, 'failed'), status === 'failed' ? 1 : 0)
  return {
    passed: testResults.reduce((sum, { assertionResults }) => sum + of(assertionResults, 'passed'), 0),
    failed: testResults.reduce((sum, result) => sum + failuresOf(result), 0),
  }
}

const reports = rest.map(counted)
const passed = reports.reduce((sum, report) => sum + report.passed, 0)
const failed = reports.reduce((sum, report) => sum + report.failed, steps)

if (mode === '--any-failed') process.exit(failed > 0 ? 0 : 1)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
