FROM debian
ENV A="b"
RUN touch /a
RUN touch /b
