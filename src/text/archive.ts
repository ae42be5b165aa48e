import type { ArchiveFault, ErrorDetails, PathFault } from '../core/errors.ts';
import type { FindingArgs } from '../core/lint/codes.ts';
import { reasonWords, type ReasonWords } from './reasons.ts';
import { count } from './units.ts';

const DAMAGE: ReasonWords<ArchiveFault> = {
  'cut-short': 'the archive is cut short',
  'no-end': 'nothing marks its end',
  'trailing-data': 'something follows the end of the archive',
  'header-checksum': 'the checksum of a header is wrong',
  'size-unreadable': 'the size of an entry is unreadable',
  'number-unreadable': 'a number in a header is unreadable',
  'record-too-long': 'an extended header is too long',
  'record-malformed': 'an extended header is malformed',
  'no-name': 'an entry has no name',
  'link-content': 'a link has content of its own',
  'described-twice': 'an entry is described twice',
  'nul-in-path': 'a path holds a NUL',
  sparse: 'an entry is stored sparse',
  'global-header': 'a global header renames or resizes every entry',
  'last-entry-missing': 'the last entry is missing',
  'entry-type': ({ type }) => `an entry is of an unknown type (${JSON.stringify(type)})`,
  'gzip-cut-short': 'the compressed data is cut short',
  'gzip-trailing-data': 'something follows the end of the compressed data',
  'gzip-checksum': 'the checksum of the compressed data is wrong',
  'gzip-broken': ({ words }) => `the compressed data is broken (${words})`,
  'files-lost': 'files were lost while unpacking',
  'file-changed': 'a file changed while unpacking',
};

/** How an archive is damaged, to stand behind a colon. */
export function archiveFault(fault: ArchiveFault): string {
  return reasonWords(DAMAGE, fault);
}

/** Why a path must not be unpacked, to stand behind a colon. */
export const PATH_FAULTS: Record<PathFault, string> = {
  'not-utf-8': 'not UTF-8',
  absolute: 'an absolute path',
  outside: 'outside the chart’s folder',
  'leads-out': 'leads out of the chart’s folder',
  'drive-letter': 'begins with a drive letter',
  special: 'neither a file nor a folder',
  ambiguous: 'there are two, and they differ',
};

/** What an archive holds that it need not hold, though Helm takes it. */
export function repeatedFile({ copies }: FindingArgs['file.repeated']) {
  return {
    what: `The archive holds this file ${count(copies, 'time')}; the last one is shown and counts.`,
    why: 'Helm goes by the last one too, but installs every one in crds/ and shows the first README; other tools may go by the first. Below charts/ it comes from a subchart that was there as a folder and as a .tgz when helm package ran.',
    next: 'Have the archive made again from a chart that has each file, and each subchart, once.',
  };
}

/** How an archive ends, if not as it should. */
export function looseEnd(fault: FindingArgs['archive.loose-end']) {
  return {
    what: `The archive doesn’t end as it should: ${archiveFault(fault)}.`,
    why: 'All files of the chart are there, and Helm looks no further, so it takes the archive as it is. Other tools may refuse it.',
    next: 'Have it made again by helm package, or choose the chart’s folder to have it packed here.',
  };
}

/** A path in an archive that Helm refuses: by mistake at its top, or else made to do harm. */
export function illegalPath({ path, reason }: ErrorDetails['archive.path-illegal']) {
  if (reason !== 'outside')
    return {
      what: `The archive holds a path that must not be unpacked, ${path}: ${PATH_FAULTS[reason]}.`,
      next: 'Don’t use this archive unless you know its maker; ask for one made by helm package.',
    };
  return {
    what: `The archive has ${path} at its top, outside of the chart’s folder, and Helm refuses it.`,
    next: path.startsWith('._')
      ? 'It is what the tar of macOS adds. Have the archive made by helm package, set COPYFILE_DISABLE=1 for tar, or choose the chart’s folder.'
      : 'All files belong into one folder with the chart’s name. Have the archive made by helm package, or choose the chart’s folder.',
  };
}
