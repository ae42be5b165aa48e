module chartroom/tests/interop/template

go 1.21
