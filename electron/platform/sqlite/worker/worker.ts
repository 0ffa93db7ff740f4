import { parentPort, workerData } from 'node:worker_threads'
import { createHandlers } from './handlers.ts'
import type { WorkerOrder } from './protocol.ts'
import { serve } from './serve.ts'

// Entry of a worker thread.
if (parentPort === null) throw new Error('This file runs as a worker thread only.')
// Both ends of the port are this program's own, of the same build.
serve(parentPort, createHandlers(workerData as WorkerOrder))
