import type { Comment } from './comments.ts';
import type { OutlineKey } from './outline.ts';
import type { SchemaNote } from './schema-notes.ts';
import type { Origin } from './together.ts';

/** A key with what is known of it. */
export interface ValueKey extends OutlineKey {
  about?: Comment;
  note?: SchemaNote;
  /** In the values of all charts together: where it is set. */
  origin?: Origin;
}
