import { chatContract } from '../port/contract.ts'
import { discordStand } from './stand.ts'

chatContract('Discord', async () => await discordStand({ emulator: { quietMs: 40 } }))
