export { findReport, reportDefinitions, reportDescriptions } from './catalogue.ts'
export type { ReportDefinition } from './definition.ts'
export { checkRequest } from './request.ts'
