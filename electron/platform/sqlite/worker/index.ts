export { type OpenSyncStore, openSyncStore, type SyncStoreOptions, stagingFiles } from './sync-store.ts'
