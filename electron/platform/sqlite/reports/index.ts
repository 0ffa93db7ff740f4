export { openReportReader } from './reader.ts'
