// The only place that loads msw. The order matters: what it wants must be there by then.
import { takeStorageBack } from './lend-storage.ts'

export { http, HttpHandler, HttpResponse } from 'msw/http'
export { getResponse } from 'msw/utils/get-response'

takeStorageBack()
