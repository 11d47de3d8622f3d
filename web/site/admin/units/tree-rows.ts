import type { Counter, Unit, UnitKind } from '../../../../contract/unit.ts'
import { nameOrder } from '../../../ui/name-order.ts'

/** A unit or a counter in the tree; `parent` is the code above it, null at the root. */
export interface TreeNode { code: string, kind: UnitKind | 'counter', nameVi: string, nameEn: string, parent: string | null }

/** A node as it stands in the list of those that are shown; `level` and `position` begin at 1. */
export interface TreeRow { node: TreeNode, level: number, position: number, size: number, open: boolean, leaf: boolean }

export const unitNode = ({ code, kind, nameVi, nameEn, parentCode }: Unit): TreeNode => ({ code, kind, nameVi, nameEn, parent: parentCode })
export const counterNode = ({ code, nameVi, nameEn, centreCode }: Counter): TreeNode => ({ code, kind: 'counter', nameVi, nameEn, parent: centreCode })

const KIND_ORDER: readonly TreeNode['kind'][] = ['country', 'province', 'agency', 'commune', 'centre', 'counter']

/** Siblings by kind and then by name, numbers in names counted: Quầy 2 before Quầy 10. */
export function sortSiblings(nodes: readonly TreeNode[], language: 'vi' | 'en'): TreeNode[] {
  const collator = nameOrder(language)
  const nameOf = ({ nameVi, nameEn }: TreeNode) => (language === 'vi' ? nameVi : nameEn)
  return [...nodes].sort((one, other) =>
    KIND_ORDER.indexOf(one.kind) - KIND_ORDER.indexOf(other.kind) || collator.compare(nameOf(one), nameOf(other)))
}

/**
 * The rows that are shown, from the top: the root and, below every open node, what is known to lie in it. Counters hold nothing; a
 * unit is a leaf only once it is known to be empty.
 */
export function toTreeRows(root: TreeNode, childrenOf: ReadonlyMap<string, readonly TreeNode[]>, expanded: ReadonlySet<string>): TreeRow[] {
  const rowsOf = (node: TreeNode, level: number, position: number, size: number): TreeRow[] => {
    const children = childrenOf.get(node.code)
    const leaf = node.kind === 'counter' || children?.length === 0
    const open = !leaf && expanded.has(node.code)
    const below = open ? (children ?? []) : []
    return [{ node, level, position, size, open, leaf }, ...below.flatMap((child, index) => rowsOf(child, level + 1, index + 1, below.length))]
  }
  return rowsOf(root, 1, 1, 1)
}
