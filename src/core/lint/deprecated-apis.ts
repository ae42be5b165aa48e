/**
 * The kinds that Kubernetes has deprecated up to 1.37, the version that both helms are built with
 * (`k8s.io/api` 0.37, `zz_generated.prerelease-lifecycle.go`, `core/v1/lifecycle.go`; apiserver
 * `pkg/endpoints/deprecation`). A line has an API version, the minor versions since which it is
 * deprecated and gone, what takes its place, and its kinds; a star is for their lists as well.
 */
const TABLE = `
  v1 19 - - ComponentStatus*
  v1 33 - discovery.k8s.io/v1:EndpointSlice Endpoints*
  admissionregistration.k8s.io/v1alpha1 35 38 - MutatingAdmissionPolicy* MutatingAdmissionPolicyBinding*
  admissionregistration.k8s.io/v1alpha1 29 32 - ValidatingAdmissionPolicy* ValidatingAdmissionPolicyBinding*
  admissionregistration.k8s.io/v1beta1 37 40 admissionregistration.k8s.io/v1 MutatingAdmissionPolicy* MutatingAdmissionPolicyBinding*
  admissionregistration.k8s.io/v1beta1 16 22 admissionregistration.k8s.io/v1 MutatingWebhookConfiguration* ValidatingWebhookConfiguration*
  admissionregistration.k8s.io/v1beta1 31 34 - ValidatingAdmissionPolicy* ValidatingAdmissionPolicyBinding*
  apps/v1beta1 8 16 apps/v1 ControllerRevision* Deployment* DeploymentRollback StatefulSet*
  apps/v1beta1 8 16 autoscaling/v1 Scale
  apps/v1beta2 9 16 apps/v1 ControllerRevision* DaemonSet* Deployment* ReplicaSet* StatefulSet*
  apps/v1beta2 9 16 autoscaling/v1 Scale
  authentication.k8s.io/v1alpha1 29 32 - SelfSubjectReview
  authentication.k8s.io/v1beta1 30 33 - SelfSubjectReview
  authentication.k8s.io/v1beta1 19 22 authentication.k8s.io/v1 TokenReview
  authorization.k8s.io/v1beta1 19 22 authorization.k8s.io/v1 LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview
  batch/v1beta1 21 25 batch/v1 CronJob*
  certificates.k8s.io/v1alpha1 34 37 - ClusterTrustBundle*
  certificates.k8s.io/v1beta1 19 22 certificates.k8s.io/v1 CertificateSigningRequest*
  certificates.k8s.io/v1beta1 37 40 certificates.k8s.io/v1 ClusterTrustBundle* PodCertificateRequest*
  coordination.k8s.io/v1alpha2 35 38 - LeaseCandidate*
  coordination.k8s.io/v1beta1 19 22 coordination.k8s.io/v1 Lease*
  coordination.k8s.io/v1beta1 36 39 - LeaseCandidate*
  discovery.k8s.io/v1beta1 21 25 discovery.k8s.io/v1 EndpointSlice*
  events.k8s.io/v1beta1 22 25 - Event*
  extensions/v1beta1 8 16 apps/v1 DaemonSet* Deployment* ReplicaSet*
  extensions/v1beta1 8 16 - DeploymentRollback
  extensions/v1beta1 14 22 networking.k8s.io/v1 Ingress*
  extensions/v1beta1 9 16 networking.k8s.io/v1 NetworkPolicy*
  extensions/v1beta1 2 16 - Scale
  flowcontrol.apiserver.k8s.io/v1beta1 23 26 flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema* PriorityLevelConfiguration*
  flowcontrol.apiserver.k8s.io/v1beta2 26 29 flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema* PriorityLevelConfiguration*
  flowcontrol.apiserver.k8s.io/v1beta3 29 32 flowcontrol.apiserver.k8s.io/v1 FlowSchema* PriorityLevelConfiguration*
  networking.k8s.io/v1beta1 34 37 - IPAddress* ServiceCIDR*
  networking.k8s.io/v1beta1 19 22 networking.k8s.io/v1 Ingress* IngressClass*
  node.k8s.io/v1beta1 22 25 - RuntimeClass*
  policy/v1beta1 22 25 - Eviction
  policy/v1beta1 21 25 policy/v1 PodDisruptionBudget*
  rbac.authorization.k8s.io/v1beta1 17 22 rbac.authorization.k8s.io/v1 ClusterRole* ClusterRoleBinding* Role* RoleBinding*
  resource.k8s.io/v1alpha3 36 39 - DeviceTaintRule*
  resource.k8s.io/v1beta1 35 38 - DeviceClass* ResourceClaim* ResourceClaimTemplate* ResourceSlice*
  resource.k8s.io/v1beta2 36 39 - DeviceClass* ResourceClaim* ResourceClaimTemplate* ResourceSlice*
  scheduling.k8s.io/v1beta1 14 22 scheduling.k8s.io/v1 PriorityClass*
  storage.k8s.io/v1alpha1 21 24 storage.k8s.io/v1beta1 CSIStorageCapacity*
  storage.k8s.io/v1alpha1 21 24 storage.k8s.io/v1 VolumeAttachment*
  storage.k8s.io/v1alpha1 32 35 storage.k8s.io/v1 VolumeAttributesClass*
  storage.k8s.io/v1beta1 19 22 storage.k8s.io/v1 CSIDriver* StorageClass* VolumeAttachment*
  storage.k8s.io/v1beta1 17 22 storage.k8s.io/v1 CSINode*
  storage.k8s.io/v1beta1 24 27 storage.k8s.io/v1 CSIStorageCapacity*
  storage.k8s.io/v1beta1 34 37 storage.k8s.io/v1 VolumeAttributesClass*
  storagemigration.k8s.io/v1beta1 37 40 storagemigration.k8s.io/v1 StorageVersionMigration*
`;

/** Since when Kubernetes has a kind deprecated, and since when it hasn't got it any more. */
export interface Deprecation {
  since: string;
  gone?: string;
  /** The API version to use in its place, with the kind where that is another. */
  use?: string;
}

/** What is so of an object's kind; undefined for kinds that are as they should be, or unknown. */
export function deprecationOf(apiVersion: string, kind: string): Deprecation | undefined {
  return deprecations.get(`${apiVersion} ${kind}`);
}

const deprecations = new Map(TABLE.trim().split('\n').flatMap(entriesOf));

function entriesOf(line: string): [string, Deprecation][] {
  const [apiVersion, since, gone = '-', use = '-', ...kinds] = line.trim().split(' ');
  const deprecation: Deprecation = {
    since: `1.${since}`,
    ...(gone !== '-' && { gone: `1.${gone}` }),
    ...(use !== '-' && { use: use.replace(':', ' ') }),
  };
  const all = kinds.flatMap((kind) =>
    kind.endsWith('*') ? [kind.slice(0, -1), `${kind.slice(0, -1)}List`] : [kind],
  );
  return all.map((kind) => [`${apiVersion} ${kind}`, deprecation]);
}
