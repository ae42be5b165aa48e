module chartroom/tests/interop/semver

go 1.21

require github.com/Masterminds/semver/v3 v3.5.0

require chartroom/tests/interop/lines v0.0.0

replace chartroom/tests/interop/lines => ../lines
