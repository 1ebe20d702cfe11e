import { chatContract } from '../port/contract.ts'
import { standOn, ways } from './stand.ts'

for (const way of ways)
  chatContract(`Slack, over ${way === 'http' ? 'HTTP' : 'sockets'}`, async () => await standOn(way))
