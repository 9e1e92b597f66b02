import { addToBasket } from '#lesson'
import { explorationOf } from './exploration.ts'

export const { network, claim, clients, work, property } = explorationOf(addToBasket)
