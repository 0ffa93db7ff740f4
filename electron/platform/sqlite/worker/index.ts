export { type OpenSyncStore, openSyncStore, type SyncStoreOptions } from './sync-store.ts'
