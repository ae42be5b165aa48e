const MiB = 1024 * 1024;

/**
 * The limit on the total size of a chart's files: an archive with this much or more is refused, as
 * in Helm (`MaxDecompressedChartSize`, `pkg/chart/v2/loader/archive`). Helm counts the bytes of the
 * files without the tar around them.
 */
export const MAX_CHART_SIZE = 100 * MiB;

/** A file above this is refused by Helm 3.17.3 to 3.22; Helm 4.3 has no such limit. */
export const HELM_3_MAX_FILE_SIZE = 5 * MiB;

/** The largest `.prov` that is read. Real ones have a few kilobytes: the metadata and a signature. */
export const MAX_PROVENANCE_SIZE = MiB;

/**
 * How many files an archive may have; Helm has no limit, and the largest real charts have hundreds.
 */
export const MAX_FILES = 65_535;

/** The unpacked tar of the largest chart: its files, and room for a header and padding each. */
export const MAX_TAR_SIZE = MAX_CHART_SIZE + MAX_FILES * 1024;

/**
 * The total size that the archives in charts/ may unpack to, at any depth. Helm has no such limit:
 * it would never finish with an archive that contains itself, and would run out of memory with many
 * small archives that unpack to large ones.
 */
export const MAX_NESTED_SIZE = 4 * MAX_CHART_SIZE;

/**
 * The largest `.tgz` that can hold a chart of the size that Helm takes: where nothing in it can be
 * compressed, deflate adds five bytes to each 64 kB, and some at its ends (RFC 1951, 3.2.4).
 */
export const MAX_ARCHIVE_SIZE = MAX_TAR_SIZE + MAX_TAR_SIZE / 1024;
