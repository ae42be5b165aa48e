import { isChartroomError, type ChartroomError } from '../errors.ts';

/**
 * Statuses by which a registry refuses to delete anything (distribution-spec, "Deleting tags": 405,
 * or 400 if it doesn't support the request).
 */
const UNSUPPORTED = [400, 405, 501];
/** What the specification and Distribution say without a reason of the registry's own. */
const STANDARD = /^the operation is unsupported\.?$/i;

/**
 * Whether a refused deletion shows that the registry deletes nothing. With a reason of its own (a
 * lock in Azure's registry, an index that names the manifest) it refuses only this deletion.
 */
export function isDeletionOff(error: unknown): error is ChartroomError<'registry.refused'> {
  if (!isChartroomError(error, 'registry.refused')) return false;
  const { status = 0, faults = [] } = error.data;
  return (
    UNSUPPORTED.includes(status) &&
    faults.every(({ code, message }) => {
      return code === 'UNSUPPORTED' && (message === '' || STANDARD.test(message));
    })
  );
}

/** Google's registries delete no manifest that tags still name. */
const HELD_BY_TAGS = 'GOOGLE_MANIFEST_DANGLING_TAG';

/** Whether a manifest can be deleted once its tags are. */
export function isHeldByTags(error: unknown): boolean {
  if (!isChartroomError(error, 'registry.refused')) return false;
  return error.data.faults?.some(({ code }) => code === HELD_BY_TAGS) ?? false;
}

/**
 * Whether a refused deletion of a tag shows that the registry removes no tag alone: Distribution 2.8
 * takes the tag for a bad digest (400 DIGEST_INVALID), Harbor and GitHub's registry say 405.
 */
export function isUntaggingOff(error: unknown): error is ChartroomError<'registry.refused'> {
  if (!isChartroomError(error, 'registry.refused')) return false;
  return UNSUPPORTED.includes(error.data.status ?? 0);
}
