import { byteOrder } from '../go/byte-order.ts';

/**
 * The order in which Helm meets a folder's files: depth first, the names in each folder by
 * their bytes (helm `internal/sympath/walk.go`). So what is in `a` comes before `a.txt`.
 */
export function loadOrder(a: { path: string }, b: { path: string }): number {
  return byteOrder(a.path.replaceAll('/', '\0'), b.path.replaceAll('/', '\0'));
}
