// The order matters: this comes first, so that msw finds what it wants when it is loaded.
import { takeStorageBack } from './lend-storage.ts'

export { HttpHandler } from 'msw/http'
export { getResponse } from 'msw/utils/get-response'

takeStorageBack()
