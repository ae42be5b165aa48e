module chartroom/tests/interop/printable

go 1.21
