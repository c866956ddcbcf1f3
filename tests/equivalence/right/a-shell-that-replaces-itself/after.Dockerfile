FROM debian:12
ENV PORT=1
CMD exec run $PORT
