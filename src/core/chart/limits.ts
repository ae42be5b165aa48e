const MiB = 1024 * 1024;

/**
 * What the files of a chart may hold together: an archive with this much or more is refused,
 * as Helm does (`MaxDecompressedChartSize`, `pkg/chart/v2/loader/archive`). Helm counts the
 * files' bytes, not the tar around them.
 */
export const MAX_CHART_SIZE = 100 * MiB;

/** A file above this is refused by Helm 3.17.3 to 3.22; Helm 4.3 has no such limit. */
export const HELM_3_MAX_FILE_SIZE = 5 * MiB;

/** How many files an archive may list; Helm has no limit, the largest real charts have hundreds. */
export const MAX_FILES = 65_535;

/** The unpacked tar of the largest chart: its files, and room for a header and padding each. */
export const MAX_TAR_SIZE = MAX_CHART_SIZE + MAX_FILES * 1024;

/**
 * What the archives in charts/ may unfold to together, however deep they lie. Helm has no such
 * limit: it would read on and on where an archive holds itself, and until memory is used up where
 * many small ones hold much.
 */
export const MAX_NESTED_SIZE = 4 * MAX_CHART_SIZE;
