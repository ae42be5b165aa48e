module chartroom/tests/interop/template-exec

go 1.21
