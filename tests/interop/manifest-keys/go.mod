module chartroom/tests/interop/manifest-keys

go 1.21
