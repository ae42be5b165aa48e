module chartroom/tests/interop/template-exec

go 1.21

require chartroom/tests/interop/lines v0.0.0

replace chartroom/tests/interop/lines => ../lines
