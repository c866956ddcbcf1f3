FROM debian:13.6
# dockhone: skip=exec-form  its wrapper looks at the parent process
CMD serve
