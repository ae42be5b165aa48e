module chartroom/tests/interop/lines

go 1.21
