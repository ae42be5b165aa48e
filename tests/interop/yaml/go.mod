module chartroom/tests/interop/yaml

go 1.22

require sigs.k8s.io/yaml v1.6.0

require go.yaml.in/yaml/v2 v2.4.4

require chartroom/tests/interop/lines v0.0.0

replace chartroom/tests/interop/lines => ../lines
