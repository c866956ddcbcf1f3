FROM registry.example.com/base:7
RUN make &> build.log
RUN touch /a
RUN touch /b
RUN [[ -e /a && -e /b ]]
RUN touch /c
