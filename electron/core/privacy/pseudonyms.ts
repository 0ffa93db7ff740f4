import { createHash } from 'node:crypto'
import { pseudonymDomain } from '../../contract/entry/made-up-names.ts'
import { foldText } from '../search/fold.ts'

/**
 * Made-up names in the place of real ones. They look like nobody's, stay the same for one user of a connector
 * for as long as the connector is there, and cannot be turned back without its key.
 */
export type Pseudonyms = {
  /** In place of the display name, for instance `Amber Heron 7K2QD`. */
  name(id: string): string
  /** In place of the user principal name and the mail address, in lower case. */
  principalName(id: string): string
  /** What a user is found by, folded as the search compares it. */
  searchText(id: string, department: string | null): string
}

const firstWords = [
  ...['Amber', 'Ashen', 'Autumn', 'Azure', 'Bright', 'Bronze', 'Calm', 'Cedar', 'Chalk', 'Clear', 'Cobalt'],
  ...['Copper', 'Coral', 'Crimson', 'Dawn', 'Deep', 'Distant', 'Dusky', 'Early', 'Emerald', 'Fern', 'Frosty'],
  ...['Gentle', 'Golden', 'Granite', 'Green', 'Hazel', 'Indigo', 'Ivory', 'Jade', 'Keen', 'Lilac', 'Linen'],
  ...['Lunar', 'Maple', 'Mellow', 'Misty', 'Mossy', 'Nimble', 'Northern', 'Ochre', 'Olive', 'Opal', 'Pearl'],
  ...['Plum', 'Quiet', 'Rapid', 'Russet', 'Saffron', 'Sandy', 'Scarlet', 'Silver', 'Slate', 'Solar', 'Still'],
  ...['Stony', 'Sunny', 'Swift', 'Teal', 'Topaz', 'Velvet', 'Violet', 'Western', 'Windy'],
] as const

const secondWords = [
  ...[
    'Albatross',
    'Auk',
    'Avocet',
    'Bittern',
    'Bluetit',
    'Bunting',
    'Buzzard',
    'Condor',
    'Coot',
    'Cormorant',
  ],
  ...[
    'Crane',
    'Cuckoo',
    'Curlew',
    'Dipper',
    'Dove',
    'Dunlin',
    'Egret',
    'Eider',
    'Falcon',
    'Fieldfare',
    'Finch',
  ],
  ...[
    'Gannet',
    'Godwit',
    'Goshawk',
    'Grebe',
    'Grouse',
    'Guillemot',
    'Heron',
    'Hoopoe',
    'Ibis',
    'Jackdaw',
    'Jay',
  ],
  ...[
    'Kestrel',
    'Kingfisher',
    'Kite',
    'Lapwing',
    'Lark',
    'Linnet',
    'Magpie',
    'Merlin',
    'Nightjar',
    'Nuthatch',
  ],
  ...['Oriole', 'Osprey', 'Owl', 'Oystercatcher', 'Petrel', 'Pintail', 'Pipit', 'Plover', 'Puffin', 'Quail'],
  ...[
    'Raven',
    'Redstart',
    'Robin',
    'Sandpiper',
    'Shrike',
    'Siskin',
    'Skylark',
    'Snipe',
    'Starling',
    'Swallow',
  ],
  ...['Tern', 'Warbler'],
] as const

/** Letters and figures that are not taken for one another. */
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** With them, two of 200,000 users hardly ever share a name. */
const codeLength = 5

/** @param key what only this installation knows of the connector, so that nobody can try out real names */
export function createPseudonyms(key: string): Pseudonyms {
  const partsOf = (id: string) => {
    const digest = createHash('sha256').update(`${key}\n${id}`).digest()
    const code = Array.from(digest.subarray(2, 2 + codeLength), byte => letters[byte % letters.length])
    return {
      first: firstWords[digest.readUInt8(0) % firstWords.length] ?? firstWords[0],
      second: secondWords[digest.readUInt8(1) % secondWords.length] ?? secondWords[0],
      code: code.join(''),
    }
  }
  const name = (id: string) => {
    const { first, second, code } = partsOf(id)
    return `${first} ${second} ${code}`
  }
  const principalName = (id: string) => {
    const { first, second, code } = partsOf(id)
    return `${first}.${second}.${code}@${pseudonymDomain}`.toLowerCase()
  }
  return {
    name,
    principalName,
    searchText: (id, department) => foldText(`${name(id)} ${principalName(id)} ${department ?? ''}`),
  }
}
