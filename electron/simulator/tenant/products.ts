import { csvCell } from '../csv.ts'
import { at } from '../random.ts'
import { servicePlanLines } from './service-plans.ts'

export type ServicePlan = { readonly id: string; readonly name: string }

/** A product the tenant has bought. Its place in the list is its bit in a person's licence mask. */
export type Product = {
  readonly bit: number
  readonly partNumber: string
  readonly skuId: string
  readonly name: string
  readonly plans: readonly ServicePlan[]
  /** Bits of `workloads`: what a holder can use. */
  readonly workloads: number
}

/** Services that a licence opens, as bits. */
export const workloads = {
  exchange: 1,
  onedrive: 2,
  sharepoint: 4,
  skype: 8,
  yammer: 16,
  teams: 32,
  /** Office on the web, phone or desktop: rows in the Microsoft 365 apps report. */
  apps: 64,
  /** Desktop Office that can be activated on a computer. */
  desktop: 128,
  copilot: 256,
} as const

const planWorkloads: readonly (readonly [RegExp, number])[] = [
  [/^EXCHANGE_S_(STANDARD|ENTERPRISE|DESKLESS)$/, workloads.exchange],
  [/^SHAREPOINT(STANDARD|ENTERPRISE|DESKLESS)$/, workloads.sharepoint | workloads.onedrive],
  [/^MCO(STANDARD|IMP)$/, workloads.skype],
  [/^YAMMER_ENTERPRISE$/, workloads.yammer],
  [/^TEAMS1$/, workloads.teams],
  [/^OFFICE(SUBSCRIPTION|MOBILE_SUBSCRIPTION)$/, workloads.apps],
  [/^OFFICESUBSCRIPTION$/, workloads.desktop],
  [/^M365_COPILOT_APPS$/, workloads.copilot],
]

/** Products as bits of a licence mask. The order is the order of `/subscribedSkus`. */
export const sku = {
  e5: 0,
  e3: 1,
  officeE3: 2,
  officeE1: 3,
  f3: 4,
  exchangePlan1: 5,
  mobilityE5: 6,
  entraP1: 7,
  powerBiPro: 8,
  fabricFree: 9,
  visio: 10,
  project: 11,
  copilot: 12,
  phone: 13,
  flowFree: 14,
  teamsExploratory: 15,
  rooms: 16,
  fieldSuite: 17,
} as const

/** A product that no published table knows, as happens for weeks after Microsoft starts to sell one. */
const unknownProduct =
  'Field_Operations_Suite_Plan_2 5f1d3b8a-6c0e-4b57-9f2d-7a41c3e8b609 | Field Operations Suite Plan 2 | TEAMS1 FORMS_PLAN_E3 MICROSOFTBOOKINGS PROJECTWORKMANAGEMENT FIELD_OPERATIONS_P2'

const unknownPlan = 'FIELD_OPERATIONS_P2 c2a9f7d4-18e3-4d6b-b5a0-93fe60d1c7e2'

/** Parses the tables of this folder into the products of the simulated tenant, in the order of `sku`. */
export function createProducts(): readonly Product[] {
  const plans = new Map<string, string>()
  for (const line of [...servicePlanLines.trim().split('\n'), unknownPlan]) {
    const [name = '', id = ''] = line.split(' ')
    plans.set(name, id)
  }
  return [...productLines.trim().split('\n'), unknownProduct].map((line, bit) => {
    const [head = '', name = '', planNames = ''] = line.split(' | ')
    const [partNumber = '', skuId = ''] = head.split(' ')
    const names = planNames.split(' ')
    return {
      bit,
      partNumber,
      skuId,
      name,
      plans: names.map(plan => ({ name: plan, id: plans.get(plan) ?? '' })),
      workloads: names.reduce((all, plan) => all | workloadsOfPlan(plan), 0),
    }
  })
}

function workloadsOfPlan(plan: string): number {
  return planWorkloads.reduce((all, [pattern, bits]) => (pattern.test(plan) ? all | bits : all), 0)
}

/** The services of the active-user report, in the order of its columns. */
export const reportedServices = [
  workloads.exchange,
  workloads.onedrive,
  workloads.sharepoint,
  workloads.skype,
  workloads.yammer,
  workloads.teams,
] as const

/** What follows from a licence mask alone. */
export type MaskFacts = {
  /** Bits of `workloads` that the holder can use. */
  readonly usable: number
  /** The cell of the reports' Assigned Products: upper-case names joined by a plus sign without blanks. */
  readonly productText: string
  /** For each of `reportedServices`, the product that opens it, or -1. */
  readonly openedBy: readonly number[]
}

/** Works out the facts of a mask and remembers them: a tenant has a few hundred different masks. */
export function createMaskFacts(products: readonly Product[]): (mask: number) => MaskFacts {
  const known = new Map<number, MaskFacts>()
  return mask => {
    const found = known.get(mask)
    if (found !== undefined) return found
    const held = bitsOf(mask).map(bit => at(products, bit))
    const facts = {
      usable: held.reduce((all, product) => all | product.workloads, 0),
      productText: csvCell(held.map(product => product.name.toUpperCase()).join('+')),
      openedBy: reportedServices.map(
        service => held.find(product => (product.workloads & service) !== 0)?.bit ?? -1,
      ),
    }
    known.set(mask, facts)
    return facts
  }
}

/** The numbers of the bits that are set, ascending. */
export function bitsOf(mask: number): number[] {
  const bits: number[] = []
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits.push(31 - Math.clz32(rest & -rest))
  return bits
}

/** Products by part number: `PART_NUMBER skuId | product name | names of its service plans`, one a line. */
const productLines = `
SPE_E5 06ebc4ee-1bb5-47dd-8120-11324bc54e06 | Microsoft 365 E5 | Deskless MCOSTANDARD SHAREPOINTENTERPRISE INSIDER_RISK_MANAGEMENT COMMUNICATIONS_COMPLIANCE PURVIEW_DISCOVERY PROJECT_O365_P3 PREMIUM_ENCRYPTION BI_AZURE_P2 POWERAPPS_O365_P3 SHAREPOINTWAC SWAY PAM_ENTERPRISE ADALLOM_S_O365 EQUIVIO_ANALYTICS Nucleus INTUNE_O365 TEAMS1 STREAM_O365_E5 SAFEDOCS BPOS_S_TODO_3 VIVA_LEARNING_SEEDED MICROSOFT_SEARCH POWER_VIRTUAL_AGENTS_O365_P3 FLOW_O365_P3 INTUNE_A AAD_PREMIUM_P2 AAD_PREMIUM ATA ADALLOM_S_STANDALONE MFA_PREMIUM DYN365_CDS_O365_P3 RMS_S_PREMIUM2 RMS_S_PREMIUM WINDOWSUPDATEFORBUSINESS_DEPLOYMENTSERVICE Windows_Autopatch WIN10_PRO_ENT_SUB UNIVERSAL_PRINT_01 MICROSOFTENDPOINTDLP WINDEFATP YAMMER_ENTERPRISE WHITEBOARD_PLAN3 VIVAENGAGE_CORE RECORDS_MANAGEMENT Defender_for_Iot_Enterprise EXCHANGE_ANALYTICS MYANALYTICS_P2 MIP_S_CLP1 MIP_S_CLP2 ContentExplorer_Standard Content_Explorer INFORMATION_BARRIERS MESH_IMMERSIVE_FOR_TEAMS GRAPH_CONNECTORS_SEARCH_INDEX EXCHANGE_S_ENTERPRISE MIP_S_Exchange CustomerLockboxA_Enterprise LOCKBOX_ENTERPRISE CDS_O365_P3 Bing_Chat_Enterprise RMS_S_ENTERPRISE MESH_AVATARS_ADDITIONAL_FOR_TEAMS PROJECTWORKMANAGEMENT M365_ADVANCED_AUDITING OFFICESUBSCRIPTION MESH_AVATARS_FOR_TEAMS M365_AUDIT_PLATFORM ML_CLASSIFICATION MICROSOFT_LOOP KAIZALA_STANDALONE INSIDER_RISK INFO_GOVERNANCE MCOMEETADV EXCEL_PREMIUM THREAT_INTELLIGENCE ATP_ENTERPRISE FORMS_PLAN_E5 CUSTOMER_KEY COMMUNICATIONS_DLP CLIPCHAMP MICROSOFTBOOKINGS MCOEV M365_LIGHTHOUSE_CUSTOMER_PLAN1 MTP MICROSOFT_COMMUNICATION_COMPLIANCE DATA_INVESTIGATIONS
SPE_E3 05e9a617-0261-4cee-bb44-138d3ef5d965 | Microsoft 365 E3 | UNIVERSAL_PRINT_01 YAMMER_ENTERPRISE WHITEBOARD_PLAN2 SWAY VIVAENGAGE_CORE BPOS_S_TODO_2 WIN10_PRO_ENT_SUB VIVA_LEARNING_SEEDED Windows_Autopatch INTUNE_A RMS_S_PREMIUM DYN365_CDS_O365_P2 MFA_PREMIUM ADALLOM_S_DISCOVERY AAD_PREMIUM MCOSTANDARD POWERAPPS_O365_P2 POWER_VIRTUAL_AGENTS_O365_P2 WINDOWSUPDATEFORBUSINESS_DEPLOYMENTSERVICE SHAREPOINTENTERPRISE FLOW_O365_P2 PROJECT_O365_P2 Bing_Chat_Enterprise MESH_AVATARS_FOR_TEAMS MESH_AVATARS_ADDITIONAL_FOR_TEAMS RMS_S_ENTERPRISE CDS_O365_P2 GRAPH_CONNECTORS_SEARCH_INDEX MESH_IMMERSIVE_FOR_TEAMS ContentExplorer_Standard MIP_S_CLP1 MYANALYTICS_P2 OFFICESUBSCRIPTION M365_LIGHTHOUSE_CUSTOMER_PLAN1 M365_LIGHTHOUSE_PARTNER_PLAN1 EXCHANGE_S_ENTERPRISE CLIPCHAMP MICROSOFTBOOKINGS Nucleus INTUNE_O365 SHAREPOINTWAC STREAM_O365_E3 Deskless TEAMS1 PROJECTWORKMANAGEMENT MICROSOFT_LOOP KAIZALA_O365_P3 FORMS_PLAN_E3 MDE_LITE MICROSOFT_SEARCH ATP_ENTERPRISE
ENTERPRISEPACK 6fd2c87f-b296-42f0-b197-1e91e994b900 | Office 365 E3 | TEAMS1 WHITEBOARD_PLAN2 VIVA_LEARNING_SEEDED VIVAENGAGE_CORE BPOS_S_TODO_2 SWAY MCOSTANDARD SHAREPOINTENTERPRISE PROJECT_O365_P2 SHAREPOINTWAC MESH_AVATARS_FOR_TEAMS MESH_AVATARS_ADDITIONAL_FOR_TEAMS RMS_S_ENTERPRISE Bing_Chat_Enterprise CDS_O365_P2 EXCHANGE_S_ENTERPRISE MESH_IMMERSIVE_FOR_TEAMS ContentExplorer_Standard MIP_S_CLP1 MYANALYTICS_P2 OFFICESUBSCRIPTION Nucleus DYN365_CDS_O365_P2 MICROSOFTBOOKINGS FORMS_PLAN_E3 KAIZALA_O365_P3 PROJECTWORKMANAGEMENT MICROSOFT_SEARCH Deskless STREAM_O365_E3 INTUNE_O365 M365_LIGHTHOUSE_CUSTOMER_PLAN1 FLOW_O365_P2 POWERAPPS_O365_P2 YAMMER_ENTERPRISE POWER_VIRTUAL_AGENTS_O365_P2 ATP_ENTERPRISE
STANDARDPACK 18181a46-0d4e-45cd-891e-60aabd171b4e | Office 365 E1 | BPOS_S_TODO_1 Nucleus STREAM_O365_E1 RMS_S_BASIC DYN365_CDS_O365_P1 YAMMER_ENTERPRISE WHITEBOARD_PLAN1 VIVA_LEARNING_SEEDED VIVAENGAGE_CORE SWAY MCOSTANDARD SHAREPOINTSTANDARD PROJECT_O365_P1 OFFICEMOBILE_SUBSCRIPTION SHAREPOINTWAC POWER_VIRTUAL_AGENTS_O365_P1 POWERAPPS_O365_P1 INTUNE_O365 Deskless MICROSOFT_SEARCH PROJECTWORKMANAGEMENT KAIZALA_O365_P2 FORMS_PLAN_E1 MICROSOFTBOOKINGS M365_LIGHTHOUSE_CUSTOMER_PLAN1 MYANALYTICS_P2 MESH_IMMERSIVE_FOR_TEAMS EXCHANGE_S_STANDARD CDS_O365_P1 Bing_Chat_Enterprise MESH_AVATARS_ADDITIONAL_FOR_TEAMS MESH_AVATARS_FOR_TEAMS TEAMS1 FLOW_O365_P1
SPE_F1 66b55226-6b4f-492c-910c-a3b7a3c9d993 | Microsoft 365 F3 | FLOW_O365_S1 POWER_VIRTUAL_AGENTS_O365_F1 POWERAPPS_O365_S1 RMS_S_PREMIUM INTUNE_A DYN365_CDS_O365_F1 WINDOWSUPDATEFORBUSINESS_DEPLOYMENTSERVICE Windows_Autopatch UNIVERSAL_PRINT_01 YAMMER_ENTERPRISE WIN10_ENT_LOC_F1 WHITEBOARD_FIRSTLINE1 VIVA_LEARNING_SEEDED VIVAENGAGE_CORE BPOS_S_TODO_FIRSTLINE SWAY MCOIMP SHAREPOINTDESKLESS PROJECT_O365_F3 OFFICEMOBILE_SUBSCRIPTION SHAREPOINTWAC Nucleus INTUNE_O365 TEAMS1 Deskless PROJECTWORKMANAGEMENT KAIZALA_O365_P1 FORMS_PLAN_K MICROSOFTBOOKINGS M365_LIGHTHOUSE_CUSTOMER_PLAN1 EXCHANGE_S_DESKLESS CDS_O365_F1 Bing_Chat_Enterprise RMS_S_ENTERPRISE MFA_PREMIUM STREAM_O365_K MICROSOFT_SEARCH ADALLOM_S_DISCOVERY AAD_PREMIUM
EXCHANGESTANDARD 4b9405b0-7788-4568-add1-99614e613b69 | Exchange Online (Plan 1) | BPOS_S_TODO_1 INTUNE_O365 EXCHANGE_S_STANDARD
EMSPREMIUM b05e124f-c7cc-45a0-a6aa-8cf78c946968 | Enterprise Mobility + Security E5 | EXCHANGE_S_FOUNDATION ATA MFA_PREMIUM RMS_S_ENTERPRISE RMS_S_PREMIUM2 INTUNE_A RMS_S_PREMIUM AAD_PREMIUM_P2 AAD_PREMIUM ADALLOM_S_STANDALONE
AAD_PREMIUM 078d2b04-f1bd-4111-bbd4-b4b1b354cef4 | Microsoft Entra ID P1 | AAD_PREMIUM MFA_PREMIUM ADALLOM_S_DISCOVERY EXCHANGE_S_FOUNDATION
POWER_BI_PRO f8a1db68-be16-40ed-86d5-cb42ce701560 | Power BI Pro | BI_AZURE_P2 EXCHANGE_S_FOUNDATION
POWER_BI_STANDARD a403ebcc-fae0-4ca2-8c8c-7a907fd6c235 | Microsoft Fabric (Free) | PURVIEW_DISCOVERY BI_AZURE_P0 EXCHANGE_S_FOUNDATION
VISIOCLIENT c5928f49-12ba-48f7-ada3-0d743a3601d5 | Visio Plan 2 | EXCHANGE_S_FOUNDATION ONEDRIVE_BASIC VISIO_CLIENT_SUBSCRIPTION VISIOONLINE
PROJECTPROFESSIONAL 53818b1b-4a27-454b-8896-0dba576410e6 | Planner and Project Plan 3 | PROJECT_PROFESSIONAL SHAREPOINT_PROJECT PROJECT_CLIENT_SUBSCRIPTION SHAREPOINTWAC FLOW_FOR_PROJECT EXCHANGE_S_FOUNDATION SHAREPOINTENTERPRISE DYN365_CDS_PROJECT
Microsoft_365_Copilot 639dec6b-bb19-468b-871c-c5c441c4b0cb | Microsoft Copilot for Microsoft 365 | GRAPH_CONNECTORS_COPILOT M365_COPILOT_INTELLIGENT_SEARCH M365_COPILOT_BUSINESS_CHAT M365_COPILOT_TEAMS M365_COPILOT_CONNECTORS M365_COPILOT_APPS
MCOEV e43b5b99-8dfb-405f-9987-dc307f34bcbd | Microsoft Teams Phone Standard | MCOEV
FLOW_FREE f30db892-07e9-47e9-837c-80727f46fd3d | Microsoft Power Automate Free | DYN365_CDS_VIRAL EXCHANGE_S_FOUNDATION FLOW_P2_VIRAL
TEAMS_EXPLORATORY 710779e8-3d4a-4c88-adb9-386c958d1fdf | Microsoft Teams Exploratory | CDS_O365_P1 EXCHANGE_S_STANDARD MYANALYTICS_P2 FORMS_PLAN_E1 PROJECTWORKMANAGEMENT MICROSOFT_SEARCH SHAREPOINTSTANDARD STREAM_O365_E1 TEAMS1 INTUNE_O365 SHAREPOINTWAC OFFICEMOBILE_SUBSCRIPTION POWERAPPS_O365_P1 FLOW_O365_P1 POWER_VIRTUAL_AGENTS_O365_P1 SWAY BPOS_S_TODO_1 WHITEBOARD_PLAN1 YAMMER_ENTERPRISE DESKLESS MCO_TEAMS_IW
Microsoft_Teams_Rooms_Pro 4cde982a-ede4-4409-9ae6-b003453c8ea6 | Microsoft Teams Rooms Pro | AAD_PREMIUM MCOMEETADV MCOEV INTUNE_A TEAMS1 MCOSTANDARD WHITEBOARD_PLAN3 MICROSOFT_TEAMS_EVENTS
`
