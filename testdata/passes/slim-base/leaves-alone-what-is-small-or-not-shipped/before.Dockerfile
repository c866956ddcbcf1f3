FROM python:3.9 AS build
RUN pip install --target /deps flask

FROM python:3.9-slim
COPY --from=build /deps /deps
CMD ["python", "app.py"]

FROM node:22-alpine
CMD ["node", "app.js"]

FROM debian:bookworm
CMD ["bash"]

FROM example/python:3.9
CMD ["python", "app.py"]

# dockhone: skip=slim-base  people work in it
FROM python:3.9
CMD ["python", "app.py"]
