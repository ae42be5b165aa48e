module chartroom/tests/interop/regexp

go 1.21
