/**
 * Media types of charts in registries, old and new. Every "tar" here is gzip-compressed, whatever
 * its name says. The writers are Helm 3.7 and later (`helm/pkg/registry`), Helm 3 before that (its
 * alphas, betas and release candidates), and the 2019 demo.
 */
export const HELM_CONFIG = 'application/vnd.cncf.helm.config.v1+json';
export const HELM_CHART = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
export const HELM_PROVENANCE = 'application/vnd.cncf.helm.chart.provenance.v1.prov';

/** The 2019 demo's two layers; Helm 3.0.0-alpha.1 took them over. */
export const DEMO_META = 'application/vnd.cncf.helm.chart.meta.v1+json';
export const DEMO_CONTENT = 'application/vnd.cncf.helm.chart.content.v1+tar';
/** The single layer of the demo's first README. */
export const DEMO_CHART = 'application/vnd.cncf.helm.chart.content.v1.tar';
/** The metadata layer that the first README's text names; no known program wrote it. */
export const DEMO_PAIR_CONFIG = 'application/vnd.cncf.helm.chart.config.v1+json';

/** Helm 3.0.0-alpha.2. */
export const ALPHA_META = 'application/vnd.cncf.helm.chart.meta.layer.v1+json';
/** The content layer beside `ALPHA_META` in alpha.2, the whole chart in the betas. */
export const LAYER_CONTENT = 'application/vnd.cncf.helm.chart.content.layer.v1+tar';
/** The whole chart from 3.0.0-rc.1 to 3.6. */
export const RC_CHART = 'application/tar+gzip';

/** The annotation that names the file a layer is to be saved as (image-spec, annotations.md). */
export const TITLE = 'org.opencontainers.image.title';
